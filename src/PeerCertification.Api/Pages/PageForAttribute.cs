using PeerCertification.Domain.Accounts;

namespace PeerCertification.Api.Pages;

/// <summary>Only for people who are signed in and hold the permission, where one is named. A page that does not say so is for anybody.</summary>
[AttributeUsage(AttributeTargets.Class)]
public sealed class PageForAttribute : Attribute
{
    public PageForAttribute()
    {
    }

    public PageForAttribute(Permission permission) => Permission = permission;

    /// <summary>Null where it is enough to be signed in.</summary>
    public Permission? Permission { get; }
}

using PeerCertification.Domain.Accounts;

namespace PeerCertification.Api.Pages;

/// <summary>Only for people who are signed in and hold the permission. A page that does not say so is for anybody.</summary>
[AttributeUsage(AttributeTargets.Class)]
public sealed class PageForAttribute(Permission permission) : Attribute
{
    public Permission Permission => permission;
}

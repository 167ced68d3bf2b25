using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace PeerCertification.Api.Persistence.Configurations;

internal sealed class OrganisationConfiguration : IEntityTypeConfiguration<Organisation>
{
    public void Configure(EntityTypeBuilder<Organisation> builder)
    {
        builder.ToTable("Organisations");
        builder.Property(o => o.Name).HasMaxLength(200);
        builder.PrimitiveCollection(o => o.States);
    }
}

internal sealed class OrganisationMemberConfiguration : IEntityTypeConfiguration<OrganisationMember>
{
    public void Configure(EntityTypeBuilder<OrganisationMember> builder)
    {
        builder.ToTable("OrganisationMembers");
        builder.HasIndex(m => new { m.OrganisationId, m.AccountId }).IsUnique().HasFilter("\"EndedAtUtc\" IS NULL");
        builder.HasIndex(m => m.AccountId);
        builder.HasIndex(m => m.NextDigestOn).HasFilter("\"NextDigestOn\" IS NOT NULL");
        builder.HasOne(m => m.Organisation).WithMany().OnDelete(DeleteBehavior.Restrict);
        builder.HasOne<Account>().WithMany().HasForeignKey(m => m.AccountId).OnDelete(DeleteBehavior.Restrict);
    }
}

internal sealed class OrganisationInvitationConfiguration : IEntityTypeConfiguration<OrganisationInvitation>
{
    public void Configure(EntityTypeBuilder<OrganisationInvitation> builder)
    {
        builder.ToTable("OrganisationInvitations");
        builder.Property(i => i.TokenHash).HasMaxLength(64);
        builder.Property(i => i.Version).IsConcurrencyToken();
        builder.HasIndex(i => i.TokenHash).IsUnique();
        builder.HasIndex(i => new { i.OrganisationId, i.ExpiresAtUtc });
        builder.HasOne<Organisation>().WithMany().HasForeignKey(i => i.OrganisationId).OnDelete(DeleteBehavior.Restrict);
    }
}

internal sealed class OrganisationKeyConfiguration : IEntityTypeConfiguration<OrganisationKey>
{
    public void Configure(EntityTypeBuilder<OrganisationKey> builder)
    {
        builder.ToTable("OrganisationKeys");
        builder.Property(k => k.Name).HasMaxLength(100);
        builder.Property(k => k.Prefix).HasMaxLength(12);
        builder.Property(k => k.Hash).HasMaxLength(64);
        builder.PrimitiveCollection(k => k.Scopes).ElementType().HasConversion<string>().HasMaxLength(40);
        builder.Property(k => k.Version).IsConcurrencyToken();
        builder.HasIndex(k => k.Prefix).IsUnique();
        builder.HasIndex(k => k.FollowsId).IsUnique();
        builder.HasIndex(k => new { k.OrganisationId, k.Id });
        builder.HasOne<Organisation>().WithMany().HasForeignKey(k => k.OrganisationId).OnDelete(DeleteBehavior.Restrict);
        builder.HasOne<OrganisationKey>().WithOne().HasForeignKey<OrganisationKey>(k => k.FollowsId).OnDelete(DeleteBehavior.Restrict);
    }
}

internal sealed class OrganisationChangeConfiguration : IEntityTypeConfiguration<OrganisationChange>
{
    public void Configure(EntityTypeBuilder<OrganisationChange> builder)
    {
        builder.ToTable("OrganisationChanges").HasKey(c => new { c.OrganisationId, c.Number });
        builder.HasIndex(c => new { c.ChangeNumber, c.OrganisationId }).IsUnique();
        builder.HasOne<Organisation>().WithMany().HasForeignKey(c => c.OrganisationId).OnDelete(DeleteBehavior.Restrict);
        builder.HasOne(c => c.Change).WithMany().HasForeignKey(c => c.ChangeNumber).OnDelete(DeleteBehavior.Cascade);
    }
}

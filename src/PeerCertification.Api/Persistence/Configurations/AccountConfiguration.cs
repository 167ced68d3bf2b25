using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace PeerCertification.Api.Persistence.Configurations;

internal sealed class AccountConfiguration : IEntityTypeConfiguration<Account>
{
    public void Configure(EntityTypeBuilder<Account> builder)
    {
        builder.ToTable("Accounts");
        builder.Property(a => a.Language).HasMaxLength(2).HasDefaultValue("en");
        builder.Property(a => a.NoticesByEmail).HasDefaultValue(true).HasSentinel(true);
        builder.HasIndex(a => a.NormalizedEmail).IsUnique();
    }
}

internal sealed class GrantConfiguration : IEntityTypeConfiguration<Grant>
{
    public void Configure(EntityTypeBuilder<Grant> builder)
    {
        builder.HasOne<Account>().WithMany().HasForeignKey(g => g.AccountId).OnDelete(DeleteBehavior.Restrict);
        builder.HasOne<Board>().WithMany().HasForeignKey(g => g.BoardId).OnDelete(DeleteBehavior.Restrict);
        builder.HasIndex(g => new { g.AccountId, g.Role, g.BoardId }).IsUnique().HasFilter("\"EndedAtUtc\" IS NULL");
    }
}

using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace PeerCertification.Api.Persistence.Configurations;

internal sealed class LookupConfiguration : IEntityTypeConfiguration<Lookup>
{
    public void Configure(EntityTypeBuilder<Lookup> builder)
    {
        builder.ToTable("Lookups");
        builder.Property(l => l.Number).HasMaxLength(24);
        builder.Property(l => l.Purpose).HasMaxLength(100);
        builder.Property(l => l.Said).HasMaxLength(60);
        builder.HasIndex(l => new { l.Number, l.AtUtc, l.Id });
        builder.HasIndex(l => new { l.OrganisationId, l.AtUtc, l.Id });
    }
}

internal sealed class LookupBundleConfiguration : IEntityTypeConfiguration<LookupBundle>
{
    public void Configure(EntityTypeBuilder<LookupBundle> builder)
    {
        builder.ToTable("LookupBundles");
        builder.Property(b => b.Purpose).HasMaxLength(100);
    }
}

internal sealed class HeldReceiptConfiguration : IEntityTypeConfiguration<HeldReceipt>
{
    public void Configure(EntityTypeBuilder<HeldReceipt> builder)
    {
        builder.ToTable("HeldReceipts");
        builder.Property(r => r.Sha256).HasMaxLength(64);
        builder.Property(r => r.Number).HasMaxLength(24);
        builder.HasIndex(r => new { r.LookFromUtc, r.Id });
    }
}

internal sealed class ReceiptCorrectionConfiguration : IEntityTypeConfiguration<ReceiptCorrection>
{
    public void Configure(EntityTypeBuilder<ReceiptCorrection> builder)
    {
        builder.ToTable("ReceiptCorrections");
        builder.PrimitiveCollection(c => c.Corrected);
        builder.HasIndex(c => new { c.ReceiptId, c.Number }).IsUnique();
        builder.HasOne(c => c.Receipt).WithMany().OnDelete(DeleteBehavior.Restrict);
    }
}

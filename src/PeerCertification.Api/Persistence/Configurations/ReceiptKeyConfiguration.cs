using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace PeerCertification.Api.Persistence.Configurations;

internal sealed class ReceiptKeyConfiguration : IEntityTypeConfiguration<ReceiptKey>
{
    public void Configure(EntityTypeBuilder<ReceiptKey> builder)
    {
        builder.HasKey(k => k.KeyId);
        builder.Property(k => k.KeyId).HasMaxLength(43);
        builder.Property(k => k.X).HasMaxLength(43);
        builder.Property(k => k.Y).HasMaxLength(43);
        builder.Property(k => k.PrivateProtected).IsConcurrencyToken();
    }
}

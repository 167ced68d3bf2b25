using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace PeerCertification.Api.Persistence.Configurations;

internal sealed class WebhookConfiguration : IEntityTypeConfiguration<Webhook>
{
    public void Configure(EntityTypeBuilder<Webhook> builder)
    {
        builder.ToTable("Webhooks");
        builder.Property(w => w.Address).HasMaxLength(500);
        builder.Property(w => w.Version).IsConcurrencyToken();
        builder.HasIndex(w => new { w.State, w.NextTryAtUtc });
        builder.HasOne(w => w.Organisation).WithMany().OnDelete(DeleteBehavior.Restrict);
    }
}

internal sealed class WebhookTryConfiguration : IEntityTypeConfiguration<WebhookTry>
{
    public void Configure(EntityTypeBuilder<WebhookTry> builder)
    {
        builder.ToTable("WebhookTries");
        builder.Property(t => t.MessageId).HasMaxLength(80);
        builder.HasIndex(t => new { t.WebhookId, t.Id });
        builder.HasIndex(t => t.AtUtc);
        builder.HasOne<Webhook>().WithMany().HasForeignKey(t => t.WebhookId).OnDelete(DeleteBehavior.Restrict);
    }
}

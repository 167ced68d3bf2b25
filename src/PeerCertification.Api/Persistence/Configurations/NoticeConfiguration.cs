using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace PeerCertification.Api.Persistence.Configurations;

internal sealed class InboxMessageConfiguration : IEntityTypeConfiguration<InboxMessage>
{
    public void Configure(EntityTypeBuilder<InboxMessage> builder)
    {
        builder.ToTable("Inbox");
        builder.Property(m => m.Kind).HasMaxLength(60);
        builder.Property(m => m.Language).HasMaxLength(2);
        builder.HasIndex(m => m.OutboxMessageId).IsUnique();
        builder.HasIndex(m => new { m.AccountId, m.Id });
        builder.HasOne<Account>().WithMany().HasForeignKey(m => m.AccountId).OnDelete(DeleteBehavior.Restrict);
    }
}

internal sealed class MessageTemplateConfiguration : IEntityTypeConfiguration<MessageTemplate>
{
    public void Configure(EntityTypeBuilder<MessageTemplate> builder)
    {
        builder.ToTable("MessageTemplates");
        builder.Property(t => t.Kind).HasMaxLength(60);
        builder.Property(t => t.Language).HasMaxLength(2);
        builder.Property(t => t.Subject).HasMaxLength(200);
        builder.Property(t => t.Text).HasMaxLength(4000);
        builder.HasIndex(t => new { t.BoardId, t.Kind, t.Language, t.LeadDays, t.Number }).IsUnique();
        builder.HasOne<Board>().WithMany().HasForeignKey(t => t.BoardId).OnDelete(DeleteBehavior.Restrict);
    }
}

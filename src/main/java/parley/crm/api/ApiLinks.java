package parley.crm.api;

import org.jspecify.annotations.Nullable;
import parley.base.ContactId;
import parley.base.DealId;
import parley.base.PipelineId;
import parley.crm.Crm;

/// The addresses that came with the entities. New deals are asked for by webhook (R61).
final class ApiLinks implements Crm.Links {

    private final Book book;
    private final Tables tables;

    ApiLinks(Book book, Tables tables) {
        this.book = book;
        this.tables = tables;
    }

    @Override
    public @Nullable String contact(ContactId id) {
        return book.read(tx -> tables.contacts().find(tx, id.value()))
                .map(row -> safe(row.contact().uri()))
                .orElse(null);
    }

    @Override
    public @Nullable String deal(DealId id) {
        return book.read(tx -> tables.deals().find(tx, id.value()))
                .map(row -> safe(row.deal().uri()))
                .orElse(null);
    }

    @Override
    public @Nullable String newDeal(ContactId contact, @Nullable PipelineId pipeline) {
        return null;
    }

    /// What others have sent is not to run in our pages.
    private static @Nullable String safe(@Nullable String uri) {
        return uri != null && uri.matches("(?i)https?://\\S+") ? uri : null;
    }
}

package parley.platform;

/// What is worth knowing about the way in.
final class IngressMetrics {

    final Metrics.Histogram acceptSeconds;
    final Metrics.Histogram batchSize;
    final Metrics.Counter atOnce;
    final Metrics.Counter refused;
    final Metrics.Counter repeated;
    final Metrics.Counter poisoned;

    IngressMetrics(Metrics metrics) {
        acceptSeconds = metrics.seconds("parley_inbound_accept_seconds", "From handing over to commit");
        batchSize = metrics.sizes("parley_commit_batch_size", "Arrivals that shared a commit");
        atOnce = metrics.counter("parley_ingest_at_once_total", "Arrivals worked off as they were taken in");
        refused = metrics.counter("parley_ingest_refused_total", "Arrivals answered with 503", "why");
        repeated = metrics.counter("parley_dedup_total", "Arrivals that were there already");
        poisoned = metrics.counter("parley_ingest_poison_total", "Arrivals stored with an error mark");
    }
}

package parley.platform;

import io.prometheus.metrics.core.metrics.GaugeWithCallback;
import io.prometheus.metrics.expositionformats.PrometheusTextFormatWriter;
import io.prometheus.metrics.model.registry.PrometheusRegistry;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.function.DoubleSupplier;

/// What the hub counts, in Prometheus' text form. Never a label that names a chat, a phone or a person.
public final class Metrics {

    /// The content type of {@link #text}.
    public static final String CONTENT_TYPE = PrometheusTextFormatWriter.CONTENT_TYPE;

    private static final double[] SECONDS = {
        0.0005, 0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 30
    };
    private static final double[] SIZES = {1, 2, 4, 8, 16, 32, 64, 128, 256, 512};

    private final PrometheusRegistry registry = new PrometheusRegistry();

    /// Only goes up. The values come in the order of the label names.
    @FunctionalInterface
    public interface Counter {

        void add(long count, String... labels);

        default void increment(String... labels) {
            add(1, labels);
        }
    }

    @FunctionalInterface
    public interface Histogram {
        void observe(double value, String... labels);
    }

    /// @param name ends in `_total`
    public Counter counter(String name, String help, String... labels) {
        var counter = io.prometheus.metrics.core.metrics.Counter.builder()
                .name(name)
                .help(help)
                .labelNames(labels)
                .register(registry);
        return (count, values) -> counter.labelValues(values).inc(count);
    }

    /// How long things took, in seconds.
    public Histogram seconds(String name, String help, String... labels) {
        return histogram(name, help, SECONDS, labels);
    }

    /// How many there were of something at a time.
    public Histogram sizes(String name, String help, String... labels) {
        return histogram(name, help, SIZES, labels);
    }

    /// A value that is asked for whenever somebody looks.
    public void gauge(String name, String help, DoubleSupplier value) {
        GaugeWithCallback.builder()
                .name(name)
                .help(help)
                .callback(callback -> callback.call(value.getAsDouble()))
                .register(registry);
    }

    /// All of it, for `/metrics`.
    public byte[] text() {
        try (var out = new ByteArrayOutputStream()) {
            PrometheusTextFormatWriter.create().write(out, registry.scrape());
            return out.toByteArray();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private Histogram histogram(String name, String help, double[] bounds, String... labels) {
        var histogram = io.prometheus.metrics.core.metrics.Histogram.builder()
                .name(name)
                .help(help)
                .classicOnly()
                .classicUpperBounds(bounds)
                .labelNames(labels)
                .register(registry);
        return (value, values) -> histogram.labelValues(values).observe(value);
    }
}

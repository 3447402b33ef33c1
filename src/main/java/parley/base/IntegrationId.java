package parley.base;

/// One connection of a company's channels with one CRM (R9).
public record IntegrationId(long value) {

    @Override
    public String toString() {
        return Long.toString(value);
    }
}

package parley.platform;

/// Where the database is.
///
/// @param url `jdbc:postgresql://host:port/name`; PostgreSQL 15 or newer
/// @param connections the most that the hub opens, but for those with a purpose of their own: two for taking messages
///     in, two for windows, one for leases, two for listening to other processes and telling them
public record DatabaseConfig(String url, String user, String password, int connections) {

    /// The password stays out of logs.
    @Override
    public String toString() {
        return "DatabaseConfig[url=" + url + ", user=" + user + ", connections=" + connections + "]";
    }
}

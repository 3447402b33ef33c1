package parley.platform;

/// Where the database is.
///
/// @param url `jdbc:postgresql://host:port/name`; PostgreSQL 15 or newer
/// @param connections the most that the hub opens for everything but what has connections of its own: taking messages
// in
///     (2), windows (2), leases (1), and listening to other processes (1)
public record DatabaseConfig(String url, String user, String password, int connections) {

    /// The password stays out of logs.
    @Override
    public String toString() {
        return "DatabaseConfig[url=" + url + ", user=" + user + ", connections=" + connections + "]";
    }
}

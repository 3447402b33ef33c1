package parley.platform;

import java.time.Duration;

/// How long a PostgreSQL of ours is waited for. Tests with one that stands still have less.
///
/// @param answer until it lets somebody in
/// @param finish until it has closed its sessions and written everything down
/// @param leave until it is gone when it was told to leave everything as it is
record PostgresPatience(Duration answer, Duration finish, Duration leave) {

    static final PostgresPatience USUAL =
            new PostgresPatience(Duration.ofSeconds(10), Duration.ofSeconds(20), Duration.ofSeconds(5));
}

package parley.platform;

import java.io.IOException;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/// One run of PostgreSQL on its folder.
final class PostgresServer {

    private static final Duration START = Duration.ofSeconds(60);
    private static final Duration LOOK = Duration.ofMillis(10);
    private static final Logger LOG = System.getLogger(EmbeddedPostgres.class.getName());

    /// From polite to certain: close the sessions and write everything down; leave at once and recover next time; die.
    private enum Ending {
        INT,
        QUIT,
        KILL;

        Duration most(PostgresPatience patience) {
            return this == INT ? patience.finish() : patience.leave();
        }
    }

    /// Small, for one hub on a small machine. What is committed is on the disk: that is PostgreSQL's default. The
    /// log tells what the server does, never what is in it: no statements, no values.
    private static final List<String> SETTINGS = List.of(
            "listen_addresses=127.0.0.1",
            "unix_socket_directories=",
            "shared_buffers=64MB",
            "work_mem=8MB",
            "maintenance_work_mem=64MB",
            "effective_cache_size=512MB",
            "random_page_cost=1.1",
            "jit=off",
            "io_method=sync",
            "max_worker_processes=2",
            "max_parallel_workers_per_gather=0",
            "wal_level=minimal",
            "max_wal_senders=0",
            "min_wal_size=32MB",
            "max_wal_size=512MB",
            "autovacuum_naptime=15s",
            "timezone=UTC",
            "log_timezone=UTC",
            "logging_collector=off",
            "log_line_prefix=%m [%p] ",
            "log_statement=none",
            "log_min_error_statement=panic",
            "log_error_verbosity=terse",
            "log_parameter_max_length_on_error=0",
            "log_checkpoints=off",
            "log_autovacuum_min_duration=-1");

    private final PostgresFolder folder;
    private final ProcessHandle process;
    private final int port;

    private PostgresServer(PostgresFolder folder, ProcessHandle process, int port) {
        this.folder = folder;
        this.process = process;
        this.port = port;
    }

    static PostgresServer start(PostgresFolder folder, int port, int connections) {
        try {
            var begun = folder.begin(command(folder, port, connections));
            return new PostgresServer(folder, begun.toHandle(), port);
        } catch (IOException e) {
            throw new CannotStart("The embedded PostgreSQL cannot be started: " + e.getMessage(), e);
        }
    }

    /// One that runs on this folder already, if it was started just as one would be started now: whoever comes back
    /// after a crash need not end it and start another.
    static Optional<PostgresServer> running(PostgresFolder folder, int connections) {
        var file = PostmasterFile.of(folder.data());
        return file.server()
                .filter(_ -> file.isReady())
                .filter(one -> PostmasterFile.words(one).equals(command(folder, file.port(), connections)))
                .map(one -> new PostgresServer(folder, one, file.port()));
    }

    private static List<String> command(PostgresFolder folder, int port, int connections) {
        var command = new ArrayList<>(List.of(
                folder.program("postgres").toString(), "-D", folder.data().toString(), "-p", Integer.toString(port)));
        command.addAll(List.of("-c", "max_connections=" + connections));
        SETTINGS.forEach(setting -> command.addAll(List.of("-c", setting)));
        return command;
    }

    int port() {
        return port;
    }

    /// Returns when it answers. Throws {@link CannotStart} with its last words when it ends instead.
    void awaitReady() {
        var pause = new Signal();
        var begun = System.nanoTime();
        while (!isReady()) {
            if (!process.isAlive()) {
                throw new CannotStart("The embedded PostgreSQL does not start: " + folder.lastWords());
            }
            if (System.nanoTime() - begun > START.toNanos()) {
                throw new CannotStart("The embedded PostgreSQL is not ready after " + START.toSeconds() + " s: "
                        + folder.lastWords());
            }
            pause.await(LOOK);
        }
    }

    private boolean isReady() {
        return process.isAlive() && PostmasterFile.of(folder.data()).isReady();
    }

    /// Waits until it has ended.
    void awaitEnd() {
        process.onExit().join();
    }

    void stop() {
        stop(PostgresPatience.USUAL);
    }

    void stop(PostgresPatience patience) {
        end(process, patience);
    }

    void kill() {
        process.destroyForcibly();
    }

    static void end(ProcessHandle server, PostgresPatience patience) {
        for (var ending : Ending.values()) {
            if (!server.isAlive()) {
                return;
            }
            signal(server, ending);
            try {
                server.onExit().get(ending.most(patience).toMillis(), TimeUnit.MILLISECONDS);
                return;
            } catch (TimeoutException | ExecutionException _) {
                LOG.log(Level.WARNING, "the embedded PostgreSQL did not end after " + ending);
            } catch (InterruptedException _) {
                Thread.currentThread().interrupt();
                return;
            }
        }
    }

    /// Java itself can only send two signals, neither of which is PostgreSQL's *fast*.
    private static void signal(ProcessHandle server, Ending ending) {
        try {
            new ProcessBuilder("sh", "-c", "kill -" + ending + " " + server.pid())
                    .redirectErrorStream(true)
                    .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                    .start()
                    .waitFor();
        } catch (IOException e) {
            server.destroy();
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
        }
    }
}

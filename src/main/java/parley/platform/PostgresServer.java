package parley.platform;

import java.io.IOException;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/// One run of PostgreSQL on its folder.
final class PostgresServer {

    private static final String PID_FILE = "postmaster.pid";

    /// Which of its lines tell what.
    private static final int PROCESS = 0;
    private static final int PORT = 3;
    private static final int STATE = 7;

    private static final Duration START = Duration.ofSeconds(60);
    private static final Duration LOOK = Duration.ofMillis(10);
    private static final Duration ORPHANS = Duration.ofSeconds(5);
    private static final Logger LOG = System.getLogger(EmbeddedPostgres.class.getName());

    /// From polite to certain: close the sessions and write everything down; leave at once and recover next time; die.
    private enum Ending {
        INT(20),
        QUIT(5),
        KILL(5);

        private final int seconds;

        Ending(int seconds) {
            this.seconds = seconds;
        }
    }

    /// Small, for one hub on a small machine. What is committed is on the disk: that is PostgreSQL's default. The log
    /// tells what the server does,
    /// never
    /// what is in it: no statements, no values.
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
    private final Process process;

    private PostgresServer(PostgresFolder folder, Process process) {
        this.folder = folder;
        this.process = process;
    }

    static PostgresServer start(PostgresFolder folder, int port, int connections) {
        var command = new ArrayList<>(List.of(
                folder.program("postgres").toString(), "-D", folder.data().toString(), "-p", Integer.toString(port)));
        command.addAll(List.of("-c", "max_connections=" + connections));
        SETTINGS.forEach(setting -> command.addAll(List.of("-c", setting)));
        try {
            return new PostgresServer(folder, folder.begin(command));
        } catch (IOException e) {
            throw new CannotStart("The embedded PostgreSQL cannot be started: " + e.getMessage(), e);
        }
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
        var lines = pidFile(folder.data());
        return process.isAlive()
                && lines.size() > STATE
                && lines.get(STATE).strip().equals("ready");
    }

    /// Waits until it has ended and answers with what it ended with.
    int awaitEnd() {
        try {
            return process.waitFor();
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
            return -1;
        }
    }

    void stop() {
        end(process.toHandle());
    }

    void kill() {
        process.destroyForcibly();
    }

    /// Ends a server that outlived its hub, and takes away the file of one that is gone: its number may be another
    /// program's by now, for which PostgreSQL would take it. Only whoever holds the folder's lock may do this.
    static void endLeftover(PostgresFolder folder) throws IOException {
        pidFile(folder.data()).stream()
                .skip(PROCESS)
                .findFirst()
                .flatMap(PostgresServer::handle)
                .filter(server -> isServer(server, folder.data()))
                .ifPresent(server -> {
                    LOG.log(Level.WARNING, "the embedded PostgreSQL of a former hub still ran and is ended");
                    end(server);
                });
        endOrphans(folder);
        Files.deleteIfExists(folder.data().resolve(PID_FILE));
    }

    /// Ends the sessions that a server left when it died: as long as one of them holds its memory, none can be started
    /// on the same data. They would notice by themselves, unless they are busy or stand still. Only whoever holds the
    /// folder's lock may do this.
    static void endOrphans(PostgresFolder folder) {
        var begun = System.nanoTime();
        var pause = new Signal();
        long ended = 0;
        for (var left = orphans(folder); !left.isEmpty(); left = orphans(folder)) {
            if (System.nanoTime() - begun > ORPHANS.toNanos()) {
                LOG.log(Level.WARNING, left.size() + " processes of the former PostgreSQL do not end");
                return;
            }
            ended = Math.max(ended, left.size());
            left.forEach(ProcessHandle::destroyForcibly);
            pause.await(LOOK);
        }
        if (ended > 0) {
            LOG.log(Level.WARNING, ended + " processes that the former PostgreSQL has left were ended");
        }
    }

    /// Each of PostgreSQL's processes works in the folder of its data. Where the system does not tell, there are none.
    private static List<ProcessHandle> orphans(PostgresFolder folder) {
        try {
            var data = folder.data().toRealPath();
            return ProcessHandle.allProcesses()
                    .filter(one -> worksIn(one, data))
                    .toList();
        } catch (IOException _) {
            return List.of();
        }
    }

    private static boolean worksIn(ProcessHandle process, Path data) {
        try {
            return Files.readSymbolicLink(Path.of("/proc", Long.toString(process.pid()), "cwd"))
                    .equals(data);
        } catch (IOException _) {
            return false;
        }
    }

    /// The port of a server that runs on these data.
    static OptionalInt portOfRunning(Path data) {
        var lines = pidFile(data);
        return lines.size() > STATE
                        && handle(lines.get(PROCESS))
                                .filter(one -> isServer(one, data))
                                .isPresent()
                ? OptionalInt.of(Integer.parseInt(lines.get(PORT).strip()))
                : OptionalInt.empty();
    }

    private static void end(ProcessHandle server) {
        for (var ending : Ending.values()) {
            if (!server.isAlive()) {
                return;
            }
            signal(server, ending);
            try {
                server.onExit().get(ending.seconds, TimeUnit.SECONDS);
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

    private static Optional<ProcessHandle> handle(String number) {
        try {
            return ProcessHandle.of(Long.parseLong(number.strip()));
        } catch (NumberFormatException _) {
            return Optional.empty();
        }
    }

    private static boolean isServer(ProcessHandle handle, Path data) {
        try {
            var words = Files.readString(Path.of("/proc", Long.toString(handle.pid()), "cmdline"))
                    .split("\0");
            return words.length > 2 && words[0].endsWith("/postgres") && words[2].equals(data.toString());
        } catch (IOException _) {
            return false;
        }
    }

    private static List<String> pidFile(Path data) {
        try {
            return Files.readAllLines(data.resolve(PID_FILE));
        } catch (IOException _) {
            return List.of();
        }
    }
}

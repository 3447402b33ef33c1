package parley.platform;

import java.io.IOException;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;

/// What a hub that was killed, or a server that died, has left on the folder. Only whoever holds the folder's lock may
/// end any of it.
final class PostgresLeftovers {

    private static final Duration PATIENCE = Duration.ofSeconds(5);
    private static final Duration LOOK = Duration.ofMillis(10);
    private static final Logger LOG = System.getLogger(EmbeddedPostgres.class.getName());

    private PostgresLeftovers() {}

    /// Ends a server that outlived its hub, and takes away the file of one that is gone: its number may be another
    /// program's by now, for which PostgreSQL would take it.
    static void end(PostgresFolder folder, PostgresPatience patience) throws IOException {
        var file = PostmasterFile.of(folder.data());
        file.server().ifPresent(server -> {
            LOG.log(
                    Level.WARNING,
                    "the embedded PostgreSQL of a former hub still ran with other settings and is ended");
            PostgresServer.end(server, patience);
        });
        endOrphans(folder);
        file.delete();
    }

    /// Ends the sessions that a server left when it died: as long as one of them holds its memory, none can be started
    /// on the same data. They would notice by themselves, unless they are busy or stand still.
    static void endOrphans(PostgresFolder folder) {
        var begun = System.nanoTime();
        var pause = new Signal();
        long ended = 0;
        for (var left = orphans(folder); !left.isEmpty(); left = orphans(folder)) {
            if (System.nanoTime() - begun > PATIENCE.toNanos()) {
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
}

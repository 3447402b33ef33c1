package parley.app;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.HexFormat;
import java.util.random.RandomGenerator;
import parley.platform.CannotStart;
import parley.platform.Database;
import parley.platform.DatabaseClock;
import parley.platform.DatabaseConfig;
import parley.platform.EmbeddedPostgres;
import parley.platform.GuardedHttp;
import parley.platform.Hints;
import parley.platform.Ingress;
import parley.platform.Jobs;
import parley.platform.Media;
import parley.platform.Metrics;
import parley.platform.Secrets;
import parley.platform.Shards;
import parley.platform.SignedPosts;
import parley.platform.Work;

/// The ground floor: the database and what works close to it.
record Ground(
        InstantSource clock,
        RandomGenerator random,
        Secrets secrets,
        Database database,
        Metrics metrics,
        Shards shards,
        Work work,
        Jobs jobs,
        Hints hints,
        Ingress ingress,
        Media media,
        GuardedHttp strangers,
        SignedPosts posts) {

    static final String POSTGRES = "postgres";
    static final String MEDIA = "media";

    static Ground open(Config config, World world, Closing closing) {
        var random = world.random();
        makeFolder(config.data());
        var secrets = Secrets.of(config.data(), config.masterKey().configured(), random);
        var own = config.database();
        var disk = config.data().toFile();
        Premises.checkDisk(config.data(), disk.getUsableSpace(), disk.getTotalSpace());
        var database = closing.last(Database.open(own == null ? embedded(config, closing, random) : own));
        Premises.checkClock(database.clockOffset(InstantSource.system()));
        var clock = world.sharesTime() ? closing.last(DatabaseClock.open(database, world.clock())) : world.clock();
        MasterKey.check(database, secrets, config.masterKey().takeIt());
        var metrics = new Metrics();
        var neighbours = own == null ? Shards.Neighbours.NONE : Shards.Neighbours.POSSIBLE;
        var work = new Work();
        var jobs = new Jobs(clock);
        var process = processName(random);
        var shards = closing.last(new Shards(database, process, neighbours, gained -> {
            work.wake(gained);
            jobs.wake();
        }));
        var hints = closing.last(new Hints(database, neighbours, process, shards::processes));
        jobs.listen(due -> hints.jobs(shards.notOwned(due)));
        var strangers = new GuardedHttp(config.webhookHosts());
        return new Ground(
                clock,
                random,
                secrets,
                database,
                metrics,
                shards,
                work,
                jobs,
                hints,
                closing.last(new Ingress(database, Ingress.Limits.USUAL, metrics, work, random)),
                new Media(database, config.data().resolve(MEDIA), clock, random),
                strangers,
                new SignedPosts(strangers, clock));
    }

    /// The database that Parley brings along, which nobody else works on.
    private static DatabaseConfig embedded(Config config, Closing closing, RandomGenerator random) {
        return closing.last(EmbeddedPostgres.start(config.data().resolve(POSTGRES), config.connections(), random))
                .config();
    }

    private static void makeFolder(Path folder) {
        try {
            Files.createDirectories(folder);
        } catch (IOException e) {
            throw new CannotStart("The folder " + folder + " cannot be made: " + e.getMessage(), e);
        }
    }

    /// Random: a restarted process must not inherit its own old leases.
    private static String processName(RandomGenerator random) {
        var bytes = new byte[8];
        random.nextBytes(bytes);
        return ProcessHandle.current().pid() + "-" + HexFormat.of().formatHex(bytes);
    }
}

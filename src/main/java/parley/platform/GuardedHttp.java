package parley.platform;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import javax.net.ssl.SSLSocket;
import javax.net.ssl.SSLSocketFactory;

/// Calls an address that a customer has typed, which may point anywhere: its name is looked up once, all its addresses
/// are judged, and the line is opened to one that was judged, so that a name which changes its mind between two
/// look-ups gets nowhere. Follows no redirects, reads no more of an answer than it was told, takes no longer than it
/// was given, and never repeats anything. One line per call.
public final class GuardedHttp {

    private static final int HTTP = 80;
    private static final int HTTPS = 443;
    private static final int LAST_PORT = 65_535;

    private final Set<String> allowed;

    /// @param allowed hosts that may be called wherever they are, and without encryption; in lower case
    public GuardedHttp(Set<String> allowed) {
        this.allowed = Set.copyOf(allowed);
    }

    /// @param headers besides `Host`, `Content-Length` and `Connection`
    public record Call(String method, URI address, Map<String, String> headers, byte[] body) {}

    /// @param connect the most that it may take to open the line
    /// @param whole the most that all of it may take
    /// @param answer the most bytes of the answer's body that are read; the rest is left unread
    public record Limits(Duration connect, Duration whole, int answer) {}

    /// What came of it.
    public sealed interface Outcome {

        /// @param headers by their names in lower case
        record Answered(int status, Map<String, String> headers, byte[] body) implements Outcome {}

        /// The address lies where Parley does not go. Nothing was sent.
        record Forbidden() implements Outcome {}

        /// Nothing was sent.
        ///
        /// @param why `name`, `connect` or `tls`
        record Unreachable(String why) implements Outcome {}

        /// It was sent, or some of it, and nobody knows what has come of it.
        record Lost(boolean timedOut) implements Outcome {}
    }

    public Outcome send(Call call, Limits limits) {
        // An address may be written with a port that no line has.
        if (call.address().getPort() > LAST_PORT) {
            return new Outcome.Forbidden();
        }
        if (!"https".equals(call.address().getScheme()) && !allowed.contains(PublicOnly.host(call.address()))) {
            return new Outcome.Forbidden();
        }
        List<InetAddress> addresses;
        try {
            addresses = PublicOnly.addresses(call.address(), allowed);
        } catch (OutgoingHttp.Forbidden _) {
            return new Outcome.Forbidden();
        } catch (IOException _) {
            return new Outcome.Unreachable("name");
        }
        try (var line = connect(addresses, call.address(), limits)) {
            return talk(line, call, limits);
        } catch (IOException _) {
            return new Outcome.Unreachable("connect");
        }
    }

    /// The first of the addresses that answers.
    private static Socket connect(List<InetAddress> addresses, URI address, Limits limits) throws IOException {
        var each = Math.max(1, (int) limits.connect().toMillis() / addresses.size());
        IOException failed = new IOException("no address");
        for (var one : addresses) {
            var line = new Socket();
            try {
                line.connect(new InetSocketAddress(one, port(address)), each);
                line.setTcpNoDelay(true);
                return line;
            } catch (IOException e) {
                line.close();
                failed = e;
            }
        }
        throw failed;
    }

    static int port(URI address) {
        if (address.getPort() >= 0) {
            return address.getPort();
        }
        return "https".equals(address.getScheme()) ? HTTPS : HTTP;
    }

    /// Blocking reads and writes of sockets know no end of their own: a watch closes the line when the time is up.
    private static Outcome talk(Socket line, Call call, Limits limits) throws IOException {
        var ended = new Semaphore(0);
        var late = new Semaphore(0);
        var watch = Thread.ofVirtual().name("http-out-watch").start(() -> watch(line, limits.whole(), ended, late));
        try {
            return exchange(line, call, limits, late);
        } finally {
            ended.release();
            Threads.join(watch);
        }
    }

    private static void watch(Socket line, Duration most, Semaphore ended, Semaphore late) {
        try {
            if (!ended.tryAcquire(most.toMillis(), TimeUnit.MILLISECONDS)) {
                late.release();
                line.close();
            }
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
        } catch (IOException _) {
            // It is closed as far as it can be.
        }
    }

    private static Outcome exchange(Socket plain, Call call, Limits limits, Semaphore late) {
        Socket line;
        try {
            line = "https".equals(call.address().getScheme()) ? encrypted(plain, call.address()) : plain;
        } catch (IOException _) {
            return new Outcome.Unreachable("tls");
        }
        try {
            var out = line.getOutputStream();
            Failpoint.POST_CONNECTED.hit();
            out.write(HttpText.request(call));
            out.flush();
            Failpoint.POST_WRITTEN.hit();
            var answer = HttpText.answer(new BufferedInputStream(line.getInputStream()), limits.answer());
            Failpoint.POST_ANSWERED.hit();
            return answer;
        } catch (SocketTimeoutException _) {
            return new Outcome.Lost(true);
        } catch (IOException _) {
            return new Outcome.Lost(late.availablePermits() > 0);
        }
    }

    /// The certificate is that of the name, whichever address was called.
    private static Socket encrypted(Socket plain, URI address) throws IOException {
        var factory = (SSLSocketFactory) SSLSocketFactory.getDefault();
        var host = PublicOnly.host(address);
        var name = host.startsWith("[") ? host.substring(1, host.length() - 1) : host;
        var line = (SSLSocket) factory.createSocket(plain, name, port(address), true);
        var parameters = line.getSSLParameters();
        parameters.setEndpointIdentificationAlgorithm("HTTPS");
        line.setSSLParameters(parameters);
        line.startHandshake();
        return line;
    }
}

package parley.platform;

import java.io.IOException;
import java.net.Inet4Address;
import java.net.Inet6Address;
import java.net.InetAddress;
import java.net.URI;
import java.net.UnknownHostException;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/// Whether an address is one of the open internet: what a stranger's message points to must not reach our own network.
///
/// All addresses of a name must be public. {@link GuardedHttp} connects to the very address that was judged. The JDK's
/// client looks the name up once more, and finds what the JDK has kept of it for half a minute.
final class PublicOnly {

    private record Range(byte[] start, int bits) {

        static Range of(String text) {
            var parts = text.split("/");
            return new Range(InetAddress.ofLiteral(parts[0]).getAddress(), Integer.parseInt(parts[1]));
        }

        boolean has(byte[] address) {
            if (address.length != start.length) {
                return false;
            }
            for (int bit = 0; bit < bits; bit++) {
                int mask = 0x80 >> bit % 8;
                if ((address[bit / 8] & mask) != (start[bit / 8] & mask)) {
                    return false;
                }
            }
            return true;
        }
    }

    /// Everything that IANA has set apart: private, local, shared, documentation, translation, multicast, reserved.
    private static final List<Range> APART = List.of(
                    "0.0.0.0/8",
                    "10.0.0.0/8",
                    "100.64.0.0/10",
                    "127.0.0.0/8",
                    "169.254.0.0/16",
                    "172.16.0.0/12",
                    "192.0.0.0/24",
                    "192.0.2.0/24",
                    "192.88.99.0/24",
                    "192.168.0.0/16",
                    "198.18.0.0/15",
                    "198.51.100.0/24",
                    "203.0.113.0/24",
                    "224.0.0.0/4",
                    "240.0.0.0/4",
                    "::/96",
                    "64:ff9b::/96",
                    "64:ff9b:1::/48",
                    "100::/64",
                    "2001::/23",
                    "2001:db8::/32",
                    "2002::/16",
                    "3fff::/20",
                    "5f00::/16",
                    "fc00::/7",
                    "fe80::/10",
                    "fec0::/10",
                    "ff00::/8")
            .stream()
            .map(Range::of)
            .toList();

    private PublicOnly() {}

    static String host(URI address) {
        var host = address.getHost();
        return host == null ? "" : host.toLowerCase(Locale.ROOT);
    }

    /// Throws {@link OutgoingHttp.Forbidden}, or `UnknownHostException` when there is no such name.
    static void check(URI address, Set<String> allowed) throws IOException {
        if (!allowed.contains(host(address))) {
            addresses(address, allowed);
        }
    }

    /// Looked up once and judged: whoever connects to one of these very addresses, and does not ask for the name again,
    /// is where he may be. Throws as {@link #check} does.
    static List<InetAddress> addresses(URI address, Set<String> allowed) throws IOException {
        var host = host(address);
        if (host.isEmpty()) {
            throw new UnknownHostException("an address without a host");
        }
        var all = List.of(InetAddress.getAllByName(host));
        if (!allowed.contains(host) && !all.stream().allMatch(PublicOnly::isPublic)) {
            throw new OutgoingHttp.Forbidden(host);
        }
        return all;
    }

    /// An IPv4 address in IPv6 clothes is judged by what it is.
    static boolean isPublic(InetAddress address) {
        return switch (address) {
            case Inet4Address four -> isOpen(four.getAddress());
            case Inet6Address six -> isOpen(six.getAddress());
            default -> false;
        };
    }

    private static boolean isOpen(byte[] address) {
        return APART.stream().noneMatch(range -> range.has(address));
    }
}

package parley.auth;

/// Where a request came from, for the audit log and against guessing.
///
/// @param address of the other side, behind trusted proxies the one they tell
public record Origin(String address, String userAgent) {

    private static final int LONGEST_AGENT = 300;

    public Origin {
        userAgent = userAgent.length() > LONGEST_AGENT ? userAgent.substring(0, LONGEST_AGENT) : userAgent;
    }
}

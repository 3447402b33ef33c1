package parley.crm.amocrm;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/// Remembers the last few things; forgetting one costs a question to the CRM and nothing else.
final class Recent<K, V> {

    private final int most;
    private final Map<K, V> known = new LinkedHashMap<>();

    Recent(int most) {
        this.most = most;
    }

    synchronized void put(K key, V value) {
        known.remove(key);
        known.put(key, value);
        if (known.size() > most) {
            known.remove(known.keySet().iterator().next());
        }
    }

    synchronized Optional<V> get(K key) {
        return Optional.ofNullable(known.get(key));
    }

    synchronized void forget(K key) {
        known.remove(key);
    }
}

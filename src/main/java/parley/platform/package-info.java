/// The ground floor: database, work, secrets, files and the network, without a word about messengers or clients.
@NullMarked
package parley.platform;

import org.jspecify.annotations.NullMarked;

/// The chat on the company's own site: its messenger is Parley itself. What visitors are told lies in the channel's
/// log;
/// what they write comes in like everything else that messengers deliver.
@NullMarked
package parley.channel.web;

import org.jspecify.annotations.NullMarked;

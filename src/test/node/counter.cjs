// A CRM's page with its counter, by the real client of the contract (5.9): prints what it hears, one JSON per line.
// Arguments: address of the hub, transports with commas between them, key, user.
const { io } = require("socket.io-client");

const [address, transports, apiKey, userId] = process.argv.slice(2);
const say = (what) => console.log(JSON.stringify(what));
const socket = io(address, { path: "/ws-counters/", transports: transports.split(","), reconnection: false });

socket.on("connect", () => {
  say({ event: "connect", transport: socket.io.engine.transport.name });
  socket.io.engine.once("upgrade", () => say({ event: "upgrade", transport: socket.io.engine.transport.name }));
  socket.emit("counterConnecting", { type: "api_v3", apiKey, userId }, () => say({ event: "ack" }));
});
socket.on("counterUpdate", (update) => say({ event: "counterUpdate", ...update }));
socket.on("connect_error", (problem) => say({ event: "connect_error", message: problem.message }));
socket.on("disconnect", (reason) => {
  say({ event: "disconnect", reason });
  process.exit(0);
});
process.stdin.on("end", () => socket.close());
process.stdin.resume();

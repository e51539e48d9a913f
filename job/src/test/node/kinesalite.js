// kinesalite.js PORT DIRECTORY: streams change state at once, and the limit of shards is a shared account's.
require('./parent');
const [port, path] = process.argv.slice(2);
require('kinesalite')({
  path,
  createStreamMs: 20,
  deleteStreamMs: 20,
  updateStreamMs: 20,
  shardLimit: 500,
}).listen(Number(port), '127.0.0.1', () => console.log(`kinesalite listens on ${port}`));

// kinesis-local.js PORT UNUSED: plain HTTP on PORT of the loopback interface. It insists on serving TLS too, on a second
// port, which nobody uses, and on all interfaces, unless told otherwise here.
require('./parent');
const net = require('net');
const { listen } = net.Server.prototype;
net.Server.prototype.listen = function (port, ...more) {
  return listen.call(this, port, '127.0.0.1', ...more);
};
const [port, unused] = process.argv.slice(2);
process.env.KINESIS_MOCK_PLAIN_PORT = port;
process.env.KINESIS_MOCK_TLS_PORT = unused;
process.env.KINESIS_MOCK_CERT_PATH = require.resolve('kinesis-local/server.json');
require('kinesis-local');

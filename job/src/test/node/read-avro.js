// read-avro.js FILE...: every row of every file, one on a line, in a form in which no value looks like another:
// numbers as digits, floating-point numbers as the hexadecimal bits of a double, texts as s:HEX, bytes as b:HEX, lists as
// [..], maps as {s:HEX=..} in the order of their keys, records as (..).
const avro = require('avsc');
const { uncompress } = require('snappyjs');
const { decompress } = require('fzstd');

// JavaScript's numbers have 53 bits.
const long = avro.types.LongType.__with({
  fromBuffer: (bytes) => bytes.readBigInt64LE(),
  toBuffer: (value) => {
    const bytes = Buffer.alloc(8);
    bytes.writeBigInt64LE(value);
    return bytes;
  },
  fromJSON: BigInt,
  toJSON: Number,
  isValid: (value) => typeof value === 'bigint',
  compare: (one, other) => (one < other ? -1 : one > other ? 1 : 0),
});

const codecs = {
  null: (block, done) => done(null, block),
  deflate: require('zlib').inflateRaw,
  // The last four bytes are a checksum of the block.
  snappy: (block, done) => done(null, Buffer.from(uncompress(block.subarray(0, -4)))),
  zstandard: (block, done) => done(null, Buffer.from(decompress(block))),
};

// A long with a logical type is a long, too.
const typeHook = (schema) => (schema === 'long' || schema.type === 'long' ? long : undefined);

function bits(value) {
  const bytes = Buffer.alloc(8);
  bytes.writeDoubleBE(value);
  return bytes.toString('hex');
}

const text = (value) => 's:' + Buffer.from(value, 'utf8').toString('hex');

function show(value, type) {
  if (value === null) return 'null';
  switch (type.typeName) {
    case 'union:unwrapped':
      return show(value, type.types.find((one) => one.typeName !== 'null'));
    case 'float':
    case 'double':
      return bits(value);
    case 'string':
    case 'enum':
      return text(value);
    case 'bytes':
    case 'fixed':
      return 'b:' + value.toString('hex');
    case 'array':
      return '[' + value.map((item) => show(item, type.itemsType)).join() + ']';
    case 'map':
      return '{' + Object.keys(value).map((key) => text(key) + '=' + show(value[key], type.valuesType)).sort().join() + '}';
    case 'record':
      return '(' + type.fields.map((field) => show(value[field.name], field.type)).join() + ')';
    default:
      return String(value);
  }
}

function read(file) {
  return new Promise((resolve, reject) => {
    let type;
    avro
      .createFileDecoder(file, { codecs, parseHook: (schema) => avro.Type.forSchema(schema, { typeHook }) })
      .on('metadata', (found) => (type = found))
      .on('data', (row) => console.log(show(row, type)))
      .on('error', reject)
      .on('end', resolve);
  });
}

(async () => {
  for (const file of process.argv.slice(2)) await read(file);
})().catch((error) => {
  console.error(error);
  process.exit(1);
});

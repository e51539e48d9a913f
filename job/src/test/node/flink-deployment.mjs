// flink-deployment.mjs FILE: what the operator's schema has against the FlinkDeployment in a file of JSON, one on a line;
// nothing when it is one.
import { readFileSync } from 'node:fs';
import { FlinkDeployment } from '@kubernetes-models/flink/flink.apache.org/v1beta1/FlinkDeployment';

try {
  new FlinkDeployment(JSON.parse(readFileSync(process.argv[2], 'utf8'))).validate();
} catch (error) {
  if (!Array.isArray(error.errors)) {
    throw error;
  }
  error.errors.forEach(({ instancePath, message }) => console.log(`${instancePath} ${message}`));
}

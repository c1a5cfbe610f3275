import { expect, it } from 'vitest';
import { openingCode } from '../../../../src-renderer/export/opening-code.ts';

it('a file name with quotes and backslashes stays one string of the code', () => {
  expect(openingCode('onnx', 'a "b" \\c.onnx').code).toContain(String.raw`"a \"b\" \\c.onnx"`);
});

it('a TensorFlow.js model is unpacked into a folder, which the code opens', () => {
  const { unpack, code } = openingCode('tfjs', 'net.tar.gz');
  expect(unpack).toBe('mkdir "net" && tar xzf "net.tar.gz" -C "net"');
  expect(code).toContain('file://net/model.json');
});

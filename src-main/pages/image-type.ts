const JPEG_START = [0xff, 0xd8, 0xff];

/** What kind of image these bytes are, of those that the host keeps for pages. */
export function imageType(bytes: Uint8Array): 'image/jpeg' | 'image/png' {
  return JPEG_START.every((byte, index) => bytes[index] === byte) ? 'image/jpeg' : 'image/png';
}

/** A chart drawn for a page as a file of its own: dark on white, since there is no page whose colours and font it could take. */
export function toSvgFile(svg: string): string {
  const style = 'color: #1c2024; background: #ffffff; font-family: sans-serif';
  return `<?xml version="1.0" encoding="UTF-8"?>\n${svg.replace('<svg ', `<svg style="${style}" `)}\n`;
}

import sharp from 'sharp';
import { Chance } from './chance.js';

const WIDTH = 640;
const HEIGHT = 420;

/** A picture for a made-up page: hills and a sun in colours of chance. The same number paints the same picture. */
export async function paintProjectPicture(number: number): Promise<{ bytes: Buffer; description: string }> {
  const chance = new Chance(number);
  const colour = (lightness: number) => `hsl(${chance.below(360)}, 45%, ${lightness}%)`;
  const hills = [0, 1, 2].map((row) => {
    const top = 200 + row * 60;
    const peak = top - 60 - chance.below(80);
    const middle = chance.below(WIDTH);
    return `<path fill="${colour(55 - row * 14)}" d="M0 ${top} Q ${middle} ${peak} ${WIDTH} ${top} V ${HEIGHT} H 0 Z"/>`;
  });
  const sun = `<circle cx="${100 + chance.below(WIDTH - 200)}" cy="${70 + chance.below(50)}" r="40" fill="${colour(75)}"/>`;
  const sky = `<rect width="${WIDTH}" height="${HEIGHT}" fill="${colour(88)}"/>`;
  const drawing = `<svg xmlns="http://www.w3.org/2000/svg" width="${WIDTH}" height="${HEIGHT}">${sky}${sun}${hills.join('')}</svg>`;
  return {
    bytes: await sharp(Buffer.from(drawing)).jpeg({ quality: 85 }).toBuffer(),
    description: 'Three rows of hills below a round sun, in flat colours',
  };
}

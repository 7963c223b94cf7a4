import type { MarketName } from '../source.js';

/** Counties of Iowa by FIPS code. Sale lines exist for the first two; the others are candidates that a desk can only look at from afar. */
export const counties: readonly MarketName[] = [
  { code: '19169', name: 'Story County' }, { code: '19153', name: 'Polk County' }, { code: '19103', name: 'Johnson County' }, { code: '19113', name: 'Linn County' }, { code: '19059', name: 'Dickinson County' },
];

type Scores = readonly [first: number, second: number];
type Judged = { readonly feature: number; readonly first: string; readonly second: string; readonly scores: readonly [Scores, Scores, Scores, Scores, Scores] };

/**
 * What two raters say where no file of the state says anything: one sentence each on what they went by, and their scores for the counties in
 * the order above. These are opinions, stated; the other six features are measured.
 */
export const judged: readonly Judged[] = [
  { feature: 3, first: 'The state is the only wholesaler: no rival holds it.', second: 'Nobody can tie up the state warehouse.', scores: [[4, 4], [4, 4], [4, 4], [4, 4], [4, 4]] },
  { feature: 4, first: 'Drive from our field office to the shops.', second: 'Shops that an adviser reaches without a night away.', scores: [[5, 4], [3, 3], [3, 2], [3, 3], [2, 2]] },
  { feature: 5, first: 'The rival is known for its price, not liked for its taste.', second: 'Shelf talk of the rival in the shops we saw.', scores: [[4, 3], [3, 3], [4, 4], [3, 3], [3, 3]] },
  { feature: 6, first: 'Students ask for our flavours by name.', second: 'Our bottles at the counter displays.', scores: [[5, 3], [4, 4], [5, 4], [3, 3], [4, 4]] },
  { feature: 7, first: 'The rival sends nobody round outside the capital.', second: 'Shops say when they last saw the rival’s people.', scores: [[4, 4], [2, 3], [3, 3], [3, 3], [3, 4]] },
  { feature: 8, first: 'Shop owners who take our calls.', second: 'Shops that reordered without being asked.', scores: [[4, 4], [4, 3], [3, 3], [4, 3], [3, 3]] },
  { feature: 13, first: 'Advisers who have done a carpet round before.', second: 'People we could move there within a month.', scores: [[4, 4], [3, 3], [2, 3], [3, 3], [2, 3]] },
  { feature: 14, first: 'Advisers who volunteered for it.', second: 'How they spoke of the shops.', scores: [[4, 5], [3, 4], [3, 3], [3, 3], [3, 3]] },
  { feature: 15, first: 'Distance to the state warehouse in Ankeny.', second: 'Days from order to shelf.', scores: [[5, 4], [5, 5], [4, 4], [4, 4], [2, 3]] },
  { feature: 16, first: 'County lines and state lines where goods cross.', second: 'Complaints about strange price tags.', scores: [[4, 4], [3, 2], [4, 4], [3, 3], [2, 2]] },
  { feature: 17, first: 'Reports that came in on the day.', second: 'Reports I had to ask for.', scores: [[4, 4], [4, 4], [3, 3], [3, 3], [3, 3]] },
  { feature: 18, first: 'Planned calls that were made last spring.', second: 'The call diary of the last month.', scores: [[4, 3], [3, 3], [3, 3], [3, 3], [3, 2]] },
  { feature: 19, first: 'The books of the field office.', second: 'Open items of the last quarter.', scores: [[4, 4], [4, 4], [4, 4], [4, 4], [4, 4]] },
];

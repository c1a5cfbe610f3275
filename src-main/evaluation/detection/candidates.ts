/** Told of each box that a network proposes: centre and size in pixels of the input, class and score. */
export type SeeCandidate = (
  centreX: number,
  centreY: number,
  width: number,
  height: number,
  classIndex: number,
  score: number,
) => void;

import type { jsPDF } from 'jspdf'

/**
 * Draws a pale DRAF across the page. As strokes, not as text: rotated text on a page makes copying and
 * searching the letter's own words unreliable (the word itself stands as text above the head).
 */
export function drawWatermark(doc: jsPDF, paper: { width: number; height: number }): void {
  const height = 42
  const step = 0.86 * height
  const start = -(WORD.length * step - (step - LETTER_WIDTH * height)) / 2
  doc.setDrawColor(233)
  doc.setLineWidth(height * 0.17)
  doc.setLineJoin('miter')
  doc.setLineCap('butt')
  WORD.forEach((letter, index) => {
    for (const stroke of letter) {
      const points = stroke.map(([x, y]) =>
        turned(start + index * step + x * height, (y - 0.5) * height, paper),
      )
      points.forEach(([x, y], n) => (n === 0 ? doc.moveTo(x, y) : doc.lineTo(x, y)))
      doc.stroke()
    }
  })
}

const ANGLE = (55 * Math.PI) / 180

/** From the word's own axes (right, up; origin in its middle) to the page (right, down). */
function turned(
  right: number,
  up: number,
  paper: { width: number; height: number },
): [x: number, y: number] {
  return [
    paper.width / 2 + right * Math.cos(ANGLE) - up * Math.sin(ANGLE),
    paper.height / 2 - right * Math.sin(ANGLE) - up * Math.cos(ANGLE),
  ]
}

type Stroke = [x: number, y: number][]

const LETTER_WIDTH = 0.6

/** D R A F: strokes in a box 0.6 wide and 1 high. */
const WORD: Stroke[][] = [
  [
    [
      [0, 0.5],
      [0, 1],
      [0.3, 1],
      [0.48, 0.9],
      [0.58, 0.68],
      [0.58, 0.32],
      [0.48, 0.1],
      [0.3, 0],
      [0, 0],
      [0, 0.52],
    ],
  ],
  [
    [
      [0, -0.085],
      [0, 1],
      [0.36, 1],
      [0.52, 0.92],
      [0.56, 0.75],
      [0.52, 0.57],
      [0.36, 0.48],
      [0, 0.48],
    ],
    [
      [0.28, 0.48],
      [0.6, -0.085],
    ],
  ],
  [
    [
      [-0.04, -0.085],
      [0.3, 0.95],
      [0.64, -0.085],
    ],
    [
      [0.1, 0.3],
      [0.5, 0.3],
    ],
  ],
  [
    [
      [0, -0.085],
      [0, 1],
      [0.56, 1],
    ],
    [
      [0, 0.5],
      [0.46, 0.5],
    ],
  ],
]

/**
 * A table of 10,000 live rows on one connection, in three ways.
 */
import type { Meta, StoryObj } from '@storybook/react-vite'
import { expect, fireEvent } from 'storybook/test'
import { LiveRows, WAYS } from './rows/LiveRows.js'
import { eventually, expectFact, expectFactAtLeast, fact, press, region, select } from './support/play.js'
import { isTest, plays } from './support/plays.js'

/** A page of documentation has all stories at once. */
const ROWS_IN_DOCS = 100

const meta = {
  title: 'Live rows',
  component: LiveRows,
  args: { rows: 10_000, rate: 0 },
  argTypes: {
    rows: {
      control: { type: 'range', min: 100, max: 10_000, step: 100 },
      description: 'Rows that are mounted, each with a reader of its own.',
      table: { category: 'Story' },
    },
    rate: {
      control: { type: 'range', min: 0, max: 20_000, step: 100 },
      description: 'Packets a second to begin with.',
      table: { category: 'Story' },
    },
  },
  render: (args, { viewMode }) => (
    <LiveRows {...args} rows={viewMode === 'docs' ? Math.min(args.rows, ROWS_IN_DOCS) : args.rows} />
  ),
  parameters: {
    // Minutes for so many rows, which are all alike: the page of documentation has a hundred, and all of them are looked at.
    // Even without the rows axe holds up the page for seconds, so it looks only where a test asks.
    a11y: { context: { exclude: ['.live-rows'] }, test: isTest ? 'error' : 'off' },
    docs: {
      description: {
        component: `Every row is mounted and reads its own packets; none is virtualised. With a topic a row, a packet costs
one \`topicOf\` and one look-up, however many rows there are; where each row accepts, it costs a call a row; a store by hand
is as cheap, and forty lines of one's own. In each of them only rows with news render, in at most one commit a frame. On
this page there are 100 rows, in the story there are 10,000.

\`\`\`tsx
const quotes = topics(format, { topicOf: ({ row }) => row })

function Row({ node, row }: { node: WebSocketNodeHandle<typeof format>; row: number }) {
  const quote = useLastPacket(useTopic(node, quotes, row))
  return <li>{quote?.value}</li>
}
\`\`\``,
      },
    },
  },
} satisfies Meta<typeof LiveRows>

export default meta
type Story = StoryObj<typeof meta>

/** Orders a packet for each row, then a stream of them, and waits until all of it is shown. */
async function orderAll(canvasElement: HTMLElement, rows: number): Promise<void> {
  const source = region(canvasElement, 'Source')
  await expectFact(canvasElement, 'connection', 'open')
  await press(source, 'Send one to each row')
  await expectFact(canvasElement, 'packets', String(rows))
  await expectFact(canvasElement, 'row renders', String(rows))

  const setRate = (value: number) => fireEvent.change(source.getByRole('slider'), { target: { value } })
  await setRate(2_000)
  await expectFactAtLeast(canvasElement, 'packets', rows + 1_000)
  await setRate(0)
  await expectFact(canvasElement, 'packets/s', '0')
  await expectFact(canvasElement, 'wrong rows', '0')
  const numberOf = (name: string) => Number(fact(canvasElement, name))
  await expect(numberOf('row renders')).toBeLessThanOrEqual(numberOf('packets'))
  await expectFact(canvasElement, 'renders without news', '0')
  await expect(numberOf('commits')).toBeLessThanOrEqual(numberOf('commits at most'))
}

/** Only rows with news render, at most once a frame, and each shows its last packet at the end. */
export const TenThousandRows: Story = {
  parameters: {
    tryThis: 'Press “Send one to each row”, then drag the slider, and compare the three ways on the meter.',
    strip: ['connecting', 'open'],
  },
  play: plays(({ canvasElement, args: { rows } }) => orderAll(canvasElement, rows)),
}

/** The same table in each of the three ways: what they show is the same, what they cost is on the meter. */
export const ThreeWays: Story = {
  args: { rows: 1_000 },
  parameters: {
    tryThis: 'Choose another way at “Rows read by”, and send one to each row again.',
    strip: [{ blue: 'by topic' }, { blue: 'by accept' }, { blue: 'by hand' }, 'open'],
  },
  play: plays(async ({ canvasElement, args: { rows } }) => {
    for (const way of WAYS) {
      await select(region(canvasElement, 'Source'), 'Rows read by', way)
      await eventually(() => expect(region(canvasElement, 'Source').getByRole('combobox')).toHaveValue(way))
      await orderAll(canvasElement, rows)
    }
  }),
}

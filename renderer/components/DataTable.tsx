import { useVirtualizer } from '@tanstack/react-virtual'
import { useRef, useState, type KeyboardEvent, type ReactNode } from 'react'
import classes from './DataTable.module.css'

export interface Column<Row> {
  readonly key: string
  readonly header: string
  readonly cell: (row: Row) => ReactNode
  readonly align?: 'right'
  /** CSS grid track, e.g. `2fr` or `120px`. */
  readonly width: string
}

interface DataTableProps<Row> {
  label: string
  columns: readonly Column<Row>[]
  rows: readonly Row[]
  rowKey: (row: Row) => string
  onOpen?: (row: Row) => void
  /** Single-key actions on the active row, e.g. `k` for a code. */
  keys?: Readonly<Record<string, (row: Row) => void>>
  rowHeight?: number
  maxHeight?: number
  /** Total when only a part of the rows is loaded. */
  total?: number
}

/**
 * A list worked from the keyboard: arrows move, Enter opens, letters act. Only the rows in view
 * are in the page, so length does not matter.
 */
export function DataTable<Row>(props: DataTableProps<Row>) {
  const { label, columns, rows, rowKey, onOpen, rowHeight = 36, maxHeight = 480 } = props
  const scroller = useRef<HTMLDivElement>(null)
  const [active, setActive] = useState(0)
  const virtualizer = useVirtualizer({
    count: rows.length,
    getScrollElement: () => scroller.current,
    estimateSize: () => rowHeight,
    overscan: 12,
    initialRect: { width: 800, height: maxHeight },
  })
  const template = columns.map((column) => `minmax(0, ${column.width})`).join(' ')

  const move = (to: number) => {
    const next = Math.max(0, Math.min(rows.length - 1, to))
    setActive(next)
    virtualizer.scrollToIndex(next)
  }

  const onKeyDown = (event: KeyboardEvent) => {
    if (event.ctrlKey || event.metaKey || event.altKey) return
    const row = rows[active]
    const page = Math.max(1, Math.floor(maxHeight / rowHeight) - 1)
    const steps: Record<string, number> = {
      ArrowDown: active + 1,
      ArrowUp: active - 1,
      PageDown: active + page,
      PageUp: active - page,
      Home: 0,
      End: rows.length - 1,
    }
    const target = steps[event.key]
    if (target !== undefined) {
      event.preventDefault()
      move(target)
    } else if (event.key === 'Enter' && row && onOpen) {
      event.preventDefault()
      onOpen(row)
    } else if (row && props.keys?.[event.key.toLowerCase()]) {
      event.preventDefault()
      props.keys[event.key.toLowerCase()]?.(row)
    }
  }

  return (
    <div
      ref={scroller}
      className={classes.scroller}
      style={{ maxHeight }}
      role="grid"
      aria-label={label}
      aria-rowcount={(props.total ?? rows.length) + 1}
      aria-colcount={columns.length}
      aria-activedescendant={rows[active] ? rowId(label, rowKey(rows[active])) : undefined}
      tabIndex={0}
      onKeyDown={onKeyDown}
    >
      <div
        className={classes.head}
        role="row"
        aria-rowindex={1}
        style={{ gridTemplateColumns: template }}
      >
        {columns.map((column) => (
          <div key={column.key} role="columnheader" data-align={column.align}>
            {column.header}
          </div>
        ))}
      </div>
      <div role="rowgroup" style={{ height: virtualizer.getTotalSize(), position: 'relative' }}>
        {virtualizer.getVirtualItems().map((item) => {
          const row = rows[item.index]
          if (row === undefined) return null
          return (
            // The grid itself handles the keys of its rows.
            // oxlint-disable-next-line jsx-a11y/click-events-have-key-events
            <div
              key={rowKey(row)}
              id={rowId(label, rowKey(row))}
              role="row"
              aria-rowindex={item.index + 2}
              aria-selected={item.index === active}
              className={classes.row}
              style={{
                gridTemplateColumns: template,
                height: rowHeight,
                transform: `translateY(${item.start}px)`,
              }}
              onClick={() => {
                setActive(item.index)
                onOpen?.(row)
              }}
            >
              {columns.map((column) => (
                <div key={column.key} role="gridcell" data-align={column.align}>
                  {column.cell(row)}
                </div>
              ))}
            </div>
          )
        })}
      </div>
    </div>
  )
}

function rowId(label: string, key: string): string {
  return `row-${label}-${key}`.replace(/\s+/g, '-')
}

import type { MenuItemConstructorOptions } from 'electron'

/**
 * The program's menu: only what the operating system must offer (editing, zoom, quitting), in
 * Indonesian. Everything about the work is in the page.
 */
export function menuTemplate(options: {
  readonly isMac: boolean
  readonly devTools: boolean
}): MenuItemConstructorOptions[] {
  const template: MenuItemConstructorOptions[] = [
    {
      label: 'Edit',
      submenu: [
        { role: 'undo', label: 'Urungkan' },
        { role: 'redo', label: 'Ulangi' },
        { type: 'separator' },
        { role: 'cut', label: 'Potong' },
        { role: 'copy', label: 'Salin' },
        { role: 'paste', label: 'Tempel' },
        { role: 'selectAll', label: 'Pilih semua' },
      ],
    },
    {
      label: 'Tampilan',
      submenu: [
        { role: 'zoomIn', label: 'Perbesar' },
        { role: 'zoomOut', label: 'Perkecil' },
        { role: 'resetZoom', label: 'Ukuran semula' },
        { type: 'separator' },
        { role: 'togglefullscreen', label: 'Layar penuh' },
        ...(options.devTools
          ? ([{ role: 'toggleDevTools', label: 'Alat pengembang' }] as const)
          : []),
      ],
    },
  ]
  return options.isMac ? [{ role: 'appMenu' }, ...template] : template
}

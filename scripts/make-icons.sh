#!/bin/sh
# Renders the PNG and ICO icons from resources/icons/*.svg (needs ImageMagick). Run after changing
# an SVG; the results are kept in the repository so that a build needs no image tool.
set -eu
cd "$(dirname "$0")/../resources/icons"
public=../../renderer/public
render() { convert -background none "$1" -resize "$2x$2" -strip "$3"; }
render icon.svg 512 icon.png
render icon.svg 512 "$public/icon-512.png"
render icon.svg 192 "$public/icon-192.png"
render icon-maskable.svg 512 "$public/icon-maskable-512.png"
convert -background '#0F5C3F' icon-maskable.svg -resize 180x180 -strip -flatten "$public/apple-touch-icon.png"
convert -background none icon.svg -strip -define icon:auto-resize=256,64,32,16 icon.ico
cp icon.svg "$public/favicon.svg"

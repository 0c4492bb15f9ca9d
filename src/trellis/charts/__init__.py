"""How is a figure drawn? Small charts as SVG whose every mark is a place to point at."""

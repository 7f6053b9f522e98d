# Draws requests by minute and kind of status, as SVG, of the rows that ./quickstart prints:
#
#   ./quickstart --rows | awk -f docs/rows-chart.awk > docs/quickstart.svg

function text(key) {
  return match($0, "\"" key "\":\"[^\"]*\"") \
      ? substr($0, RSTART + length(key) + 4, RLENGTH - length(key) - 5) : ""
}

function number(key) {
  return match($0, "\"" key "\":[0-9]+") ? substr($0, RSTART + length(key) + 3) + 0 : 0
}

/^\{"type":"row"/ && /"aggregation":"perMinute"/ {
  minute = text("start")
  status = text("status")
  # The newest revision of a row counts.
  if (number("revision") >= revisions[minute, status]) {
    kind = substr(status, 1, 1)
    counts[minute, kind] += number("count") - before[minute, status]
    total[minute] += number("count") - before[minute, status]
    before[minute, status] = number("count")
    revisions[minute, status] = number("revision")
  }
}

END {
  n = 0
  for (minute in total) {
    # Few minutes: sorted as they are put in.
    for (i = n; i > 0 && minutes[i] > minute; i--) minutes[i + 1] = minutes[i]
    minutes[i + 1] = minute
    n++
    if (total[minute] > most) most = total[minute]
  }
  step = 1
  while (most / step > 5) step *= (index(step, "2") == 1) ? 2.5 : 2
  colours = "2 #3b82b0 3 #7fb7d6 4 #e0a43a 5 #c8442f"
  split(colours, colour, " ")
  left = 52; top = 40; width = 640; height = 200
  printf "<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 720 290\" font-family=\"sans-serif\" font-size=\"12\">\n"
  printf "<title>Requests by minute and status</title>\n<rect width=\"720\" height=\"290\" fill=\"#fff\"/>\n"
  for (k = 1; k <= 8; k += 2) {
    x = left + (k - 1) * 38
    printf "<rect x=\"%d\" y=\"12\" width=\"12\" height=\"12\" fill=\"%s\"/>", x, colour[k + 1]
    printf "<text x=\"%d\" y=\"22\">%sxx</text>\n", x + 17, colour[k]
  }
  printf "<text x=\"692\" y=\"22\" text-anchor=\"end\" fill=\"#555\">requests a minute, %s to %s UTC</text>\n",
      substr(minutes[1], 1, 10) " " substr(minutes[1], 12, 5), substr(minutes[n], 12, 5)
  for (y = 0; y <= most; y += step) {
    at = top + height - y * height / most
    printf "<path d=\"M%d %.1fH%d\" stroke=\"#ddd\"/>", left, at, left + width
    printf "<text x=\"%d\" y=\"%.1f\" text-anchor=\"end\" fill=\"#555\">%d</text>\n", left - 6, at + 4, y
  }
  bar = width / n
  for (i = 1; i <= n; i++) {
    at = top + height
    for (k = 1; k <= 8; k += 2) {
      count = counts[minutes[i], colour[k]]
      if (count > 0) {
        high = count * height / most
        at -= high
        printf "<rect x=\"%.1f\" y=\"%.1f\" width=\"%.1f\" height=\"%.1f\" fill=\"%s\"><title>%s %sxx: %d</title></rect>\n",
            left + (i - 1) * bar + bar * 0.1, at, bar * 0.8, high, colour[k + 1],
            substr(minutes[i], 12, 5), colour[k], count
      }
    }
    printf "<text x=\"%.1f\" y=\"258\" text-anchor=\"middle\">%s</text>\n",
        left + (i - 0.5) * bar, substr(minutes[i], 12, 5)
  }
  printf "<text x=\"%d\" y=\"280\" fill=\"#555\">./quickstart, on the sample log: the rows of a window of one minute, grouped by status</text>\n</svg>\n", left
}

# Counts what was read from the access log of nginx.conf, without cookies and without persons:
#   awk -f count.awk /var/log/atlas-medan/access.log
#   zcat -f /var/log/atlas-medan/access.log* | awk -f count.awk
# A line: time, network, method, status, bytes, seconds, cache, host that led here, path.
# Gives CSV: day,what,which,count
#   page      whole loads of a page; steps inside a page go through its socket and are not seen
#   embed     embeds, picture: pictures; which: kind/indicator
#   host      embeds and pictures by the site that shows them
#   data      answers of the data service, its downloads and lists
#   known     answers 304: the reader had it already
#   kept      answers given from nginx's cache
#   refused   4xx, failed: 5xx, by status
#   bytes     bytes sent, all together
#   networks  different networks (the first three numbers of an address), all together: not persons
BEGIN { OFS = "," }
NF >= 9 && $1 ~ /^[0-9][0-9][0-9][0-9]-[0-9][0-9]-[0-9][0-9]T/ {
    day = substr($1, 1, 10)
    path = $9
    status = $4
    count[day OFS "bytes" OFS ""] += $5
    if (!((day, $2) in met)) { met[day, $2] = 1; count[day OFS "networks" OFS ""]++ }
    if ($7 == "HIT" || $7 == "STALE" || $7 == "UPDATING" || $7 == "REVALIDATED")
        count[day OFS "kept" OFS ""]++
    if (status == 304) count[day OFS "known" OFS ""]++
    if (status >= 500) { count[day OFS "failed" OFS status]++; next }
    if (status >= 400) { count[day OFS "refused" OFS status]++; next }
    if ($3 != "GET") next
    split(path, part, "/")
    if (part[2] == "embed" || part[2] == "image") {
        what = part[2] == "embed" ? "embed" : "picture"
        count[day OFS what OFS plain(part[3] "/" part[4])]++
        count[day OFS "host" OFS plain($8)]++
    } else if (path ~ /^\/(api|unduh)\// || path ~ /^\/(changes|data\.json|datapackage\.json)/)
        count[day OFS "data" OFS plain(part[2])]++
    else if (path ~ /^\/paparan\/unduh/)
        count[day OFS "data" OFS "paparan"]++
    else if (path ~ /^\/[a-z]*$/ && path !~ /^\/(healthz|oembed|metrics)$/)
        count[day OFS "page" OFS plain(path)]++
}
END { for (key in count) print key, count[key] | "LC_ALL=C sort" }
function plain(text) {
    gsub(/[^A-Za-z0-9_.:\/-]/, "?", text)
    return text
}

# counts.sh: what a script closed with is added up, by .ci/run and by scripts that call others.

# add_up LOG: adds the last "N passed, N failed, N skipped" in it to $passed, $failed and $skipped, and leaves it in $line; false if there is none.
add_up() {
  line=$(grep -E '^[0-9]+ passed, [0-9]+ failed' "$1" | tail -1) || true
  [ -n "$line" ] || return 1
  passed=$((passed + ${line%% *}))
  failed=$((failed + $(sed 's/.* passed, \([0-9]*\) failed.*/\1/' <<<"$line")))
  skipped=$((skipped + $(sed -n 's/.* failed, \([0-9]*\) skipped.*/\1/p;t;s/.*/0/p' <<<"$line")))
}
# why_skipped LOG: the reason that a script with exit code 77 gave.
why_skipped() { grep -m1 'skipped: ' "$1" || echo 'it did not say why'; }

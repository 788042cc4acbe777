# counts.sh: what a script or a test program closed with is added up, by .ci/run and by scripts that call others.

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

# add_up_tests LOG: the same of the line that an xunit program closes with.
add_up_tests() {
  local errors failures omitted total
  ! grep -q ' Total: 0$' "$1" || return 0 # none is of the kind that was asked for
  read -r total errors failures omitted <<<"$(sed -n 's/.* Total: \([0-9]*\), Errors: \([0-9]*\), Failed: \([0-9]*\), Skipped: \([0-9]*\),.*/\1 \2 \3 \4/p' "$1")"
  [ -n "$total" ] || return 1
  failed=$((failed + errors + failures)) skipped=$((skipped + omitted)) passed=$((passed + total - errors - failures - omitted))
}

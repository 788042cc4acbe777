# check.awk: whether what record.c recorded keeps its files through a power cut at any moment. What a file was given is on disk when it was flushed,
# and what a folder was given (a new name, a folder) when the folder was. Prints each fault; the last line counts the names that were put in place.
BEGIN { FS = "\t" }
function folder(path) { sub(/\/[^\/]*$/, "", path); return path }
$1 == "write" {
  unflushed[$2] = 1
  if ($2 in placed) print "fault: " $2 " is written to where it stands: a cut leaves a part of it"
}
$1 == "flush" { delete unflushed[$2] }
$1 == "rename" {
  if ($2 in unflushed) print "fault: " $3 " is put in place before the disk has it"
  pending[$3] = folder($3); placed[$3] = 1; delete unflushed[$2]; renamed++
}
$1 == "make-folder" { pending[$2] = folder($2) }
$1 == "flush-folder" { for (name in pending) if (pending[name] == $2) delete pending[name] }
END {
  for (name in pending) print "fault: " name " is lost: its folder was not flushed"
  print renamed + 0 " files put in place"
}

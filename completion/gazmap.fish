# fish completion for gazmap: commands and options from its --help, places from its index.

function __gazmap_commands
    gazmap --help 2>/dev/null | string match -r '^  [a-z]+ .*' | string replace -r '^  ([a-z]+) +(.*)$' '$1\t$2'
end

function __gazmap_command
    set -l words (commandline -opc)
    test (count $words) -gt 1; and echo $words[2]
end

function __gazmap_is
    contains -- $argv[1] (__gazmap_command)
end

function __gazmap_options
    gazmap (__gazmap_command) --help 2>/dev/null | string match -r '^  (?:-[a-z], )?--[a-z-]+.*' |
        string replace -r '^  (?:-[a-z], )?(--[a-z-]+)(?:=[A-Z-]+)? *(.*)$' '$1\t$2'
end

function __gazmap_places
    set -l word (commandline -ct | string replace -r '^--[a-z-]+=' '' | string unescape)
    test (string length -- "$word") -ge 2; or return
    gazmap lookup --prefix --format tsv --max 60 -- "$word" 2>/dev/null | tail -n +2 | cut -f 3,8
end

complete -c gazmap -n 'test (count (commandline -opc)) = 1' -f -a '(__gazmap_commands)'
complete -c gazmap -n 'string match -q -- "-*" (commandline -ct)' -f -a '(__gazmap_options)'
complete -c gazmap -n '__gazmap_is lookup' -f -a '(__gazmap_places)'
complete -c gazmap -l near -x -a '(__gazmap_places)'
complete -c gazmap -l from -x -a '(__gazmap_places)'
complete -c gazmap -l to -x -a '(__gazmap_places)'
complete -c gazmap -l extent -x -a '(__gazmap_places)'
complete -c gazmap -l theme -r -a 'report print dark humanitarian contrast'
complete -c gazmap -l side -x -a 'left right both'
complete -c gazmap -l cap -x -a 'round flat'
complete -c gazmap -l svg-text -x -a 'text paths'
complete -c gazmap -l input-format -x -a 'plain markdown html'
complete -c gazmap -s o -l output -r
complete -c gazmap -n '__gazmap_is gazetteer' -a 'build info'
complete -c gazmap -n '__gazmap_is geo' -a 'buffer segment within measure'

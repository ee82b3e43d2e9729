"""质检: what a guide says, held against the law before it is published; each finding with its article and its mend.

`rules/` are pure functions over a body; `registry` is where rooms above add theirs; `engine` puts both together for one
item or for thousands; `holding` keeps suspected revivals; `runs` walks a catalogue; `cleanup` retires what has no basis.
"""

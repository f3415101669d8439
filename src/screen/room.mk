# screen (rank 6): the only curses: views, one function for each command, drawing
noinst_LIBRARIES += src/screen/libscreen.a
src_screen_libscreen_a_CPPFLAGS = $(AM_CPPFLAGS) $(CURSES_CFLAGS)
src_screen_libscreen_a_SOURCES = \
  src/screen/article.c src/screen/captions.c src/screen/commands.h src/screen/commands_finding.c src/screen/commands_move.c \
  src/screen/commands_stories.c src/screen/difference.c src/screen/draw.c src/screen/footer.c src/screen/headlines.c src/screen/newsroom.c \
  src/screen/paint.c src/screen/reading.c src/screen/screen.c src/screen/screen.h src/screen/sections.c src/screen/state.h \
  src/screen/storeroom.c src/screen/terminal.c src/screen/terminal.h src/screen/terminal_keys.c src/screen/terminal_out.c \
  src/screen/terminal_out.h src/screen/times.c \
  src/screen/times.h src/screen/view.h $(screen_asked_sources)
# The prompt, menus, help, and the commands that are not about moving and stories.
screen_asked_sources = src/screen/commands_failures.c src/screen/failures.c src/screen/failures.h src/screen/failures_text.c \
  src/screen/browse.c src/screen/commands.c src/screen/commands_names.c src/screen/commands_newsroom.c \
  src/screen/commands_program.c src/screen/commands_reading.c src/screen/help.c src/screen/menu.c src/screen/menu.h \
  src/screen/prompt.c src/screen/prompt.h src/screen/prompt_complete.c src/screen/prompt_edit.c src/screen/prompt_edit.h

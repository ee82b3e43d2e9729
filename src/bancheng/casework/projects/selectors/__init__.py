"""Questions about projects: of their firms, of 发改 and departments."""

from bancheng.casework.projects.selectors.boards import board, board_counts, own_projects
from bancheng.casework.projects.selectors.problems import open_problems, problem
from bancheng.casework.projects.selectors.viewing import alike, paper_file, project

__all__ = ["alike", "board", "board_counts", "open_problems", "own_projects", "paper_file", "problem", "project"]

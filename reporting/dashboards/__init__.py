"""What the pages of progress and the documents' annex show, as plain values in words and numbers."""

from reporting.dashboards.board import Board, board_of
from reporting.dashboards.drawing import drawn
from reporting.dashboards.matrix import Cell, Column, Matrix, MatrixRow, matrix_of

__all__ = ["Board", "Cell", "Column", "Matrix", "MatrixRow", "board_of", "drawn", "matrix_of"]

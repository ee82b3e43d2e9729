"""国家一体化平台数据交换: the catalogue in the shape of the tables up_task_directory, up_task_general_* and up_task_public_*."""
